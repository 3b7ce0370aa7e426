"""What surrounds every page: frame, filters, address, navigation, sign-in, downloads."""
