namespace Gatepost.Protocols.Sasl;

/// <summary>One authentication, on the client's side.</summary>
public interface ISaslClient
{
    /// <summary>As EHLO names it.</summary>
    string Mechanism { get; }

    /// <summary>What AUTH bears, or null.</summary>
    byte[]? InitialResponse { get; }

    /// <summary>
    /// Answers a challenge; null gives up (<c>*</c>), since the server is not what it says or does not keep to the mechanism.
    /// </summary>
    byte[]? Next(ReadOnlySpan<byte> challenge);

    /// <summary>Whether the server's 235 may be believed: SCRAM servers prove that they know the password too.</summary>
    bool IsServerProven { get; }
}
