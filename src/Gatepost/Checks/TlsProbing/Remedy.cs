namespace Gatepost.Checks.TlsProbing;

/// <summary>What an administrator does about a finding, in the words of three servers.</summary>
/// <param name="Postfix">In main.cf, or in OpenSSL's configuration beneath it.</param>
/// <param name="Exchange">In Windows, whose TLS (Schannel) Exchange uses.</param>
/// <param name="Gatepost">With us.</param>
internal sealed record Remedy(string Postfix, string Exchange, string Gatepost);
