"""How fast it is: commands that print figures and assert nothing, as a busy machine is no fault."""
