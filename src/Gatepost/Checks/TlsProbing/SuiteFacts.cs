namespace Gatepost.Checks.TlsProbing;

/// <summary>A cipher suite that the server took.</summary>
/// <param name="Code">The code point; three octets in SSL 2.0.</param>
/// <param name="Name">The name of IANA.</param>
/// <param name="Class">Its class.</param>
internal sealed record SuiteFacts(int Code, string Name, SecurityClass Class)
{
    public static SuiteFacts Of(int code)
    {
        var name = CipherSuites.NameOf(code);
        return new(code, name, NcscGuideline.OfSuite(name));
    }
}
