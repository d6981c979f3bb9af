using System.Text;

namespace Gatepost.Protocols.Sasl;

/// <summary>PLAIN (RFC 4616). Only over TLS.</summary>
internal sealed class PlainClient(string user, string password) : ISaslClient
{
    public string Mechanism => PlainServer.Name;

    public byte[]? InitialResponse => Encoding.UTF8.GetBytes($"\0{user}\0{password}");

    public bool IsServerProven => true; // the mechanism has no proof to give

    public byte[]? Next(ReadOnlySpan<byte> challenge) => null;
}
