"""Sinople 绿榜: a city's green-manufacturing title scheme, from the rules to the certificate."""
