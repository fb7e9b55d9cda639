"""What single cells say: numbers, dates, periods, names."""
