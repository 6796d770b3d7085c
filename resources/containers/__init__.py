"""Reads the headers of recordings and films.

Written by hand: MediaInfo takes minutes for 26 kB of damaged data, finds no duration in films
that browsers record, and does not say where in the file a location is. tinytag takes ALAC, ADPCM
and Speex for sound that plays, believes the sizes in streamed files, and knows neither fragments
nor RF64 nor FLAC in Ogg and MP4.
"""

import struct

# What the readers raise if a file is damaged; EOFError, if it ends too early.
DAMAGE = (ValueError, LookupError, ArithmeticError, struct.error)
