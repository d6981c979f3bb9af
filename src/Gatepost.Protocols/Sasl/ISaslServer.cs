namespace Gatepost.Protocols.Sasl;

/// <summary>One authentication, on the server's side.</summary>
public interface ISaslServer
{
    /// <summary>As EHLO names it.</summary>
    string Mechanism { get; }

    /// <summary>Takes a response of the client and says what comes next.</summary>
    /// <param name="response">Decoded. Null on the first call, where AUTH bore no initial response.</param>
    SaslStep Next(byte[]? response);
}
