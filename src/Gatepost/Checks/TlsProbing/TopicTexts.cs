// House: method is exempt because the texts of all topics read better in one piece, like the catalogue they are
namespace Gatepost.Checks.TlsProbing;

/// <summary>The catalogue of what findings say. Settings are those of Postfix 3.6 and later, and of Windows Server 2019 and
/// later.</summary>
internal static class TopicTexts
{
    private const string Guideline = "NCSC-NL, ICT security guidelines for TLS, 2025-05";
    private const string Schannel = @"HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL";
    private const string NeverHere = "Nothing: Gatepost never does this.";

    private static readonly Dictionary<TlsTopic, TopicText> Texts = new()
    {
        [TlsTopic.Versions] = new("Versions of TLS",
            "TLS is what encrypts the connection between two mail servers, and its old versions have been broken one after the "
            + "other. As long as they are switched on, an attacker on the way can try to push a connection down to them. Some "
            + "old servers can do nothing newer: without an old version they would send in clear. So look in the log who still "
            + "uses it, then switch it off.",
            new("smtpd_tls_protocols = >=TLSv1.2 and smtpd_tls_mandatory_protocols = >=TLSv1.2.",
                $@"Set Enabled to 0 (DWORD) under {Schannel}\Protocols\TLS 1.0\Server, likewise for TLS 1.1 and SSL 3.0; "
                + "restart.",
                "Old versions are only there where OPENSSL_CONF of the process allows them: take that setting out."),
            $"{Guideline}, §3.3.1"),
        [TlsTopic.Suites] = new("Cipher suites",
            "A cipher suite is the set of algorithms that a connection uses: how the keys are agreed upon, who signs, what "
            + "encrypts. Insufficient ones can be broken, or let somebody who records today decrypt everything once the server's "
            + "key leaks. Ones to be phased out still hold, with known cracks.",
            new("smtpd_tls_ciphers = high with tls_high_cipherlist = ECDHE+AESGCM:ECDHE+CHACHA20; the same for "
                + "smtpd_tls_mandatory_ciphers.",
                "Disable-TlsCipherSuite -Name NAME in PowerShell for each suite that is named here; restart.",
                "tls_cbc = false in the [[listener]]; docs/checks-tls.md says what it costs."),
            $"{Guideline}, appendix B"),
        [TlsTopic.Order] = new("Order of cipher suites",
            "Where both servers can do several cipher suites, one of them decides. Here a worse one was chosen although both "
            + "could have done better.",
            new("tls_preempt_cipherlist = yes, so that the server's order decides.",
                "Put the better suites first: group policy \"SSL Cipher Suite Order\".",
                "Nothing: Gatepost's own order decides, the best first."),
            Guideline),
        [TlsTopic.Groups] = new("Groups for the key exchange",
            "The two servers agree on a key within a mathematical group. Small or badly chosen groups can be solved by "
            + "somebody who "
            + "records the connection. A weak group is only used with a client that offers nothing better.",
            new("tls_eecdh_auto_curves = X25519 prime256v1 secp384r1, and tls_ffdhe_auto_groups empty (Postfix 3.8).",
                "Disable-TlsEccCurve -Name NAME in PowerShell; restart.",
                "Groups in the file that OPENSSL_CONF names; docs/checks-tls.md has it whole."),
            $"{Guideline}, §3.3.3 and §3.3.2.1"),
        [TlsTopic.Fields] = new("Diffie-Hellman in a finite field",
            "An older way to agree on a key. Fields below 2048 bits can be solved with much money, and then all connections that "
            + "used the same field; fields that the server made itself may hide a weakness that nobody has looked for.",
            new("Leave it out: smtpd_tls_exclude_ciphers = kDHE.",
                "Disable-TlsCipherSuite -Name NAME in PowerShell for each suite with DHE, or set Enabled to 0 under "
                + $@"{Schannel}\KeyExchangeAlgorithms\Diffie-Hellman.",
                NeverHere),
            $"{Guideline}, §3.3.3.1"),
        [TlsTopic.Hashes] = new("Hashes under signatures",
            "The server signs its part of the key exchange, so that nobody can put himself in between. With SHA-1 or MD5 "
            + "under it "
            + "such a signature can be forged; SHA-224 is merely short. A client must ask for it first, which those of today do "
            + "not.",
            new("In openssl.cnf: CipherString = DEFAULT@SECLEVEL=2 against SHA-1; SignatureAlgorithms without SHA1 and SHA224 "
                + "against both.",
                @"Take the entries with SHA1 out of Functions under HKLM\SYSTEM\CurrentControlSet\Control\Cryptography"
                + @"\Configuration\Local\SSL\00010003.",
                "SignatureAlgorithms in the file that OPENSSL_CONF names; docs/checks-tls.md has it whole."),
            $"{Guideline}, §3.3.5"),
        [TlsTopic.ExtendedMasterSecret] = new("Extended master secret",
            "It binds the keys of TLS 1.2 to the whole conversation that made them. Without it somebody in the middle can "
            + "weave two "
            + "connections together so that they share keys. Clients in FIPS mode do not connect without it.",
            new("OpenSSL 1.1.0 or later brings it: update.",
                $"Take DisableServerExtendedMasterSecret under {Schannel} out, or set it to 0; update Windows.",
                NeverHere),
            $"a precondition in chapter 4 of {Guideline}; RFC 9325 §3.5"),
        [TlsTopic.SecureRenegotiation] = new("Secure renegotiation",
            "In 2009 it was found that an attacker can put words in front of a connection that is made anew. The server does "
            + "not say "
            + "that it knows the cure (RFC 5746), so clients cannot tell whether it is vulnerable. Those with OpenSSL 3 do not "
            + "connect to it at all, and may then send in clear.",
            new("OpenSSL 0.9.8m or later brings it: update.",
                "Update Windows: every version that gets updates has it.",
                NeverHere),
            $"{Guideline}, §3.4.2; RFC 9325 §3.5"),
        [TlsTopic.ClientRenegotiation] = new("Renegotiation by the client",
            "A client may ask to make the keys anew within a connection. That costs the server far more than the client: whoever "
            + "asks without end keeps it busy. Mail has no use for it.",
            new("tls_ssl_options = NO_RENEGOTIATION.",
                $"DisableRenegoOnServer = 1 (DWORD) under {Schannel}.",
                NeverHere),
            $"{Guideline}, §3.4.2"),
        [TlsTopic.InsecureRenegotiation] = new("Insecure renegotiation",
            "The server makes keys anew even for clients that do not know the cure of 2010: an attacker can put his own "
            + "commands in "
            + "front of somebody else's mail.",
            new("tls_ssl_options = NO_RENEGOTIATION, and update OpenSSL.",
                $"AllowInsecureRenegoClients = 0 (DWORD) under {Schannel}.",
                NeverHere),
            $"{Guideline}, §3.4.2; CVE-2009-3555"),
        [TlsTopic.Compression] = new("Compression by TLS",
            "What is compressed before it is encrypted betrays by its length what is inside (CRIME).",
            new("tls_ssl_options = NO_COMPRESSION.", "Nothing: Windows never does this.", NeverHere),
            $"{Guideline}, §3.4.1"),
        [TlsTopic.Fallback] = new("Protection against pushing down",
            "Some clients try an older version when the newer one fails, and somebody on the way can make it fail. A mark "
            + "tells the "
            + "server about it, which should then refuse. Here it does not, and old versions are on.",
            new("OpenSSL 1.0.1j or later brings it: update, and switch the old versions off.",
                "Switch the old versions off.",
                NeverHere),
            "RFC 7507"),
        [TlsTopic.EarlyData] = new("Early data",
            "A client that comes back may send before the handshake is done. Somebody who records that can send it a second "
            + "time.",
            new("Nothing: Postfix never does this. Look at what stands in front of it.", "Nothing: Exchange never does this.",
                NeverHere),
            $"{Guideline}, §3.4.4"),
        [TlsTopic.PostQuantum] = new("Quantum computers",
            "Who records mail today may decrypt it in years, with a quantum computer. A hybrid group such as X25519MLKEM768 "
            + "keeps that from happening. Few mail servers have it yet.",
            new("OpenSSL 3.5 or later brings it.",
                "Not before the Windows that brings ML-KEM to Schannel.",
                "OpenSSL 3.5 or later brings it (Debian 13)."),
            $"{Guideline}, §3.3.3"),
        [TlsTopic.Names] = new("Clients that ask for no name",
            "A client may say which host it wants, and some servers refuse those that say nothing or name a host that they do "
            + "not know. Mail servers must answer all the same: who is refused sends in clear, or not at all.",
            new("smtpd_tls_chain_files with a certificate for everybody; tls_server_sni_maps only adds to it.",
                "Bind a certificate to the receive connector without a name: Enable-ExchangeCertificate -Services SMTP.",
                NeverHere),
            "RFC 7672 §8.1, RFC 8461 §7.1"),
    };

    /// <summary>What there is to say.</summary>
    public static TopicText Of(TlsTopic topic) => Texts[topic];
}
