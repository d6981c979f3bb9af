using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Options;

/// <summary>The options of <c>[[certificate]]</c>.</summary>
internal static class CertificateOptions
{
    public static readonly Section<CertificateConfig> Section = new("certificate", SectionShape.Repeated,
        "A certificate of ours. The one whose names fit is shown; where none fits, the first. Without any, one is made.",
        new CertificateConfig { Name = "", CertificateFile = "" }, "name", "certificate_file")
    {
        { "name", Kinds.Label, row => row.Name, (row, value) => row with { Name = value },
            "What other rows call it." },
        { "certificate_file", Kinds.FilePath, row => row.CertificateFile, (row, value) => row with { CertificateFile = value },
            "PEM file with our certificate and then the authority's intermediate ones (often fullchain.pem), or a PFX file." },
        { "key_file", Kinds.OptionalFile, row => row.KeyFile, (row, value) => row with { KeyFile = value },
            "PEM file with the private key, where it is not in the same file." },
        { "password_file", Kinds.OptionalFile, row => row.PasswordFile, (row, value) => row with { PasswordFile = value },
            "File whose first line is the password of the key or the PFX." },
    };
}
