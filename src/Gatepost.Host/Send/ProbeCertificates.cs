using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Certificates;
using Gatepost.Host.CommandLine;

namespace Gatepost.Host.Send;

/// <summary>
/// The certificates of a client without a configuration: none of its own, and CAs from the file that it is given.
/// </summary>
internal sealed class ProbeCertificates : ICertificateStore
{
    public SslStreamCertificateContext ForServerName(string? serverName) => throw new NotSupportedException("this is a client");

    public SslStreamCertificateContext? ForClient(string name) => null;

    public X509Certificate2Collection Anchors(string pemFile)
    {
        var anchors = new X509Certificate2Collection();
        try
        {
            anchors.ImportFromPemFile(pemFile);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new Trouble($"the CA file {pemFile} cannot be read: {e.Message}", ExitCode.Unavailable);
        }

        return anchors.Count > 0
            ? anchors
            : throw new Trouble($"there is no certificate in the CA file {pemFile}: it must be PEM", ExitCode.Unavailable);
    }
}
