namespace Gatepost.Checks.TlsProbing;

/// <summary>Words for the classes.</summary>
internal static class SecurityClasses
{
    /// <summary>As NCSC-NL calls it.</summary>
    public static string Word(this SecurityClass @class) => @class switch
    {
        SecurityClass.Good => "good",
        SecurityClass.Sufficient => "sufficient",
        SecurityClass.PhaseOut => "phase out",
        _ => "insufficient",
    };

    /// <summary>How bad it is.</summary>
    public static string Advice(this SecurityClass @class) => @class switch
    {
        SecurityClass.Good => "As it should be.",
        SecurityClass.Sufficient => "Fine for now.",
        SecurityClass.PhaseOut => "Fragile: plan the change.",
        _ => "Not secure: mend it as soon as you can.",
    };
}
