namespace Gatepost.Host.Demo;

/// <summary>An organisation of the demonstration: its domain, and the names, folders and ports of its two servers.</summary>
internal sealed class Organisation
{
    public Organisation(string domain, bool hasTls, string root)
    {
        (Domain, HasTls) = (domain, hasTls);
        Folder = Directory.CreateDirectory(Path.Combine(root, domain)).FullName;
        (MxPort, RelayPort, MailServerPort) = (FreePorts.Take(), FreePorts.Take(), FreePorts.Take());
    }

    public string Domain { get; }

    /// <summary>Its servers have certificates and speak TLS.</summary>
    public bool HasTls { get; }

    public string Folder { get; }

    public string ConfigFile => Path.Combine(Folder, "gatepost.toml");

    public string Maildir => Path.Combine(Folder, "Maildir");

    /// <summary>Its gateway, as the world sees it.</summary>
    public string MxHost => $"mx.{Domain}";

    /// <summary>The server behind it.</summary>
    public string MailHost => $"mail.{Domain}";

    /// <summary>The gateway's door to the world.</summary>
    public int MxPort { get; }

    /// <summary>The gateway's door for its own mail server.</summary>
    public int RelayPort { get; }

    /// <summary>The final mail server's door.</summary>
    public int MailServerPort { get; }

    /// <summary>Its name in other organisations' configuration.</summary>
    public string ShortName => Domain[..Domain.IndexOf('.', StringComparison.Ordinal)];
}
