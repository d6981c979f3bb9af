namespace Gatepost.Messages;

/// <summary>What the levels ask. The only place that knows their order.</summary>
public static class TlsLevels
{
    /// <summary>Clear text is refused.</summary>
    public static bool RequiresTls(this TlsLevel level) => level >= TlsLevel.Encrypt && level is not TlsLevel.Dane;

    /// <summary>The peer must be who it should be: by key, by TLSA or by name.</summary>
    public static bool MustMatch(this TlsLevel level) =>
        level is TlsLevel.Fingerprint or TlsLevel.DaneOnly or TlsLevel.Verify or TlsLevel.Secure;

    /// <summary>The certificate must lead to a CA that we trust.</summary>
    public static bool MustTrustCa(this TlsLevel level) => level is TlsLevel.Verify or TlsLevel.Secure;

    /// <summary>TLS is tried, and what it proves decides nothing.</summary>
    public static bool IsOpportunistic(this TlsLevel level) => level is TlsLevel.May or TlsLevel.Dane;

    /// <summary>The stricter of two: sources of policy only raise the level.</summary>
    public static TlsLevel Stricter(TlsLevel one, TlsLevel other) => one >= other ? one : other;

    /// <summary>The word of configuration and output: <c>may</c>, <c>dane-only</c>.</summary>
    public static string Word(this TlsLevel level) => level switch
    {
        TlsLevel.None => "none",
        TlsLevel.May => "may",
        TlsLevel.Encrypt => "encrypt",
        TlsLevel.Fingerprint => "fingerprint",
        TlsLevel.Dane => "dane",
        TlsLevel.DaneOnly => "dane-only",
        TlsLevel.Verify => "verify",
        TlsLevel.Secure => "secure",
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    };
}
