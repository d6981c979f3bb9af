namespace Gatepost.Configuration.Reading;

/// <summary>Where something stands. Line and column count from 1; 0: the file as a whole.</summary>
internal readonly record struct Spot(string File, int Line, int Column);
