"""What stands around every page: frame, filters, address, navigation, sign-in, downloads."""
