"""What stands in a text: paragraphs, white space, typography, HTML; numbers, units, words of bound, periods, names."""
