namespace Gatepost.Protocols.Smtp;

/// <summary>A command line, cut into its verb and the rest. It lies in the buffer of the line that it was made of.</summary>
public readonly ref struct SmtpCommand
{
    /// <summary>What is asked.</summary>
    public SmtpVerb Verb { get; init; }

    /// <summary>The verb as it was written; a stranger's word.</summary>
    public ReadOnlySpan<byte> Word { get; init; }

    /// <summary>What follows the verb, without blanks around it.</summary>
    public ReadOnlySpan<byte> Arguments { get; init; }
}
