namespace Gatepost.Interop.Lab;

/// <summary>TLS servers that do nothing but TLS: OpenSSL's and GnuTLS's own, each with the settings of one test.</summary>
internal static class TlsServers
{
    public const int Port = 4433;

    public static async Task<LabProcess> OpenSslAsync(
        LabFolder lab, string address, IssuedCertificate certificate, params string[] options)
    {
        // It ends with its input, unless it serves something: -rev gives back what it gets.
        var process = LabProcess.Start(Path.Combine(lab.Path, $"s_server-{address}.log"), "openssl",
            ["s_server", "-accept", $"{address}:{Port}", "-cert", certificate.ChainFile,
                "-key", certificate.KeyFile, "-cert_chain", certificate.ChainFile, "-rev", .. options]);
        await Poll.PortAsync(address, Port);
        return process;
    }

    /// <summary>On all addresses, since it knows no other way.</summary>
    public static async Task<LabProcess> GnuTlsAsync(LabFolder lab, int port, IssuedCertificate certificate, string priority)
    {
        var process = LabProcess.Start(Path.Combine(lab.Path, $"gnutls-serv-{port}.log"), "gnutls-serv",
            ["--port", $"{port}", "--x509certfile", certificate.ChainFile, "--x509keyfile", certificate.KeyFile, "--echo",
                "--priority", priority]);
        await Poll.PortAsync("127.0.0.1", port);
        return process;
    }
}
