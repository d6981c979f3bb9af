namespace Gatepost.Interop.Lab;

/// <summary>One address of a Postfix, and what differs there.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Name">What it calls itself.</param>
/// <param name="Options">Further <c>-o name=value</c> of master.cf.</param>
internal sealed record PostfixFace(string Address, string Name, string Options)
{
    public string MasterLine => $"{Address}:{LabFolder.Port} inet n - n - - smtpd -o myhostname={Name} {Options}";

    public static string Certificate(IssuedCertificate certificate) =>
        $"-o smtpd_tls_cert_file={certificate.ChainFile} -o smtpd_tls_key_file={certificate.KeyFile}";

    /// <summary>The same reply to every recipient.</summary>
    public static string ToAll(string reply) =>
        $"-o {{smtpd_recipient_restrictions=check_recipient_access static:{{{reply}}},reject}}";
}
