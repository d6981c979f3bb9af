namespace Gatepost.Host.CommandLine;

/// <summary>How a verb ends (docs/running.md lists them).</summary>
internal static class ExitCode
{
    /// <summary>What was asked was done.</summary>
    public const int Ok = 0;

    /// <summary>It was not: the configuration has mistakes, nothing fits, the peer said no.</summary>
    public const int Refused = 1;

    /// <summary>The command line is not understood.</summary>
    public const int Usage = 2;

    /// <summary>The surroundings do not allow it: a file, a port, the network, the disk.</summary>
    public const int Unavailable = 3;

    /// <summary><c>check</c>: encrypted everywhere, and not verified everywhere; <c>--own</c>: warnings alone.</summary>
    public const int NotVerified = 4;

    /// <summary><c>check</c>: somewhere in clear text.</summary>
    public const int ClearText = 5;

    /// <summary>A fault of Gatepost's own (sysexits.h calls it EX_SOFTWARE).</summary>
    public const int OurFault = 70;
}
