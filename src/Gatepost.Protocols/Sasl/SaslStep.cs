namespace Gatepost.Protocols.Sasl;

/// <summary>A step of the server's side.</summary>
/// <param name="Outcome">What it led to.</param>
/// <param name="Challenge">To be sent in base 64; often empty.</param>
/// <param name="User">Who it is after success, and who it claims to be after a failure (a stranger's word), else null.</param>
public readonly record struct SaslStep(SaslOutcome Outcome, ReadOnlyMemory<byte> Challenge, string? User)
{
    internal static SaslStep Ask(byte[] challenge) => new(SaslOutcome.Challenge, challenge, null);

    internal static SaslStep End(bool succeeded, string user) =>
        new(succeeded ? SaslOutcome.Succeeded : SaslOutcome.Failed, default, user);

    internal static SaslStep Malformed => new(SaslOutcome.Malformed, default, null);
}
