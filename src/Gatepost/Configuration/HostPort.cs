namespace Gatepost.Configuration;

/// <summary>A host and a port, as in <c>mail.internal:25</c>, <c>192.0.2.1:25</c>, <c>[2001:db8::1]:25</c>.</summary>
/// <param name="Host">A host name, or an IP address without brackets.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record HostPort(string Host, int Port)
{
    /// <inheritdoc />
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
