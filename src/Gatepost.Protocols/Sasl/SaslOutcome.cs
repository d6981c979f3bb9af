namespace Gatepost.Protocols.Sasl;

/// <summary>What a step of the server's side of SASL led to.</summary>
public enum SaslOutcome
{
    /// <summary>Send the challenge and wait for a response (334).</summary>
    Challenge,

    /// <summary>Authenticated (235).</summary>
    Succeeded,

    /// <summary>Wrong name or wrong password: nobody may tell which (535).</summary>
    Failed,

    /// <summary>The response is not what the mechanism expects (501).</summary>
    Malformed,
}
