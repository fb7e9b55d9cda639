"""From a file to rows with places, whatever its format."""
