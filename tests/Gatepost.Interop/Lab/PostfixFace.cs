namespace Gatepost.Interop.Lab;

/// <summary>One address of a Postfix, and what differs there.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Name">What it calls itself.</param>
/// <param name="Options">Further <c>-o name=value</c> of master.cf.</param>
internal sealed record PostfixFace(string Address, string Name, string Options)
{
    public int Port { get; init; } = LabFolder.Port;

    public string MasterLine => $"{Address}:{Port} inet n - n - - smtpd -o myhostname={Name} {Options}";

    public static string Certificate(IssuedCertificate certificate) =>
        $"-o smtpd_tls_cert_file={certificate.ChainFile} -o smtpd_tls_key_file={certificate.KeyFile}";

    /// <summary>The same reply to every recipient.</summary>
    public static string ToAll(string reply) =>
        $"-o {{smtpd_recipient_restrictions=check_recipient_access static:{{{reply}}},reject}}";

    /// <summary>Takes mail from one client certificate only.</summary>
    /// <param name="digest">Its SHA-256, in hex digits.</param>
    public static string OnlyFor(string digest) => "-o smtpd_tls_ask_ccert=yes -o smtpd_recipient_restrictions=permit_tls_clientcerts,reject "
        + $"-o relay_clientcerts=inline:{{{string.Join(':', digest.ToUpperInvariant().Chunk(2).Select(static pair => new string(pair)))}=yes}}";
}
