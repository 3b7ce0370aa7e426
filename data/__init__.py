"""Tables, sources, reference facts and demonstration records: the only code that reads files and runs
databases.
"""
