using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Gatepost.Inbound.Connections;

/// <summary>Says what a client's certificate is worth. None or a wrong one fails no handshake.</summary>
internal interface IClientCertificateJudge
{
    /// <summary>Whether a client that was judged may resume its session.</summary>
    bool AllowsResumption { get; }

    /// <summary>How the platform builds the chain; never with a download.</summary>
    X509ChainPolicy Policy();

    /// <summary>Judges what was shown; asked again for each resumed session.</summary>
    ClientCertificateVerdict Judge(X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors);
}
