namespace Gatepost.Interop.Lab;

/// <summary>Dovecot, as it comes and with settings beside: IMAP and POP3 at their own ports, and logins for Postfix.</summary>
internal sealed class DovecotPeer : IDisposable
{
    private static readonly int[] Ports = [110, 143, 993, 995];

    private readonly LabProcess _process;

    private DovecotPeer(LabProcess process) => _process = process;

    /// <summary>Where the Dovecot of this name answers Postfix's questions about logins.</summary>
    public static string LoginSocket(LabFolder lab, string name) => $"{lab.Sub(name)}/login";

    /// <summary>Starts one.</summary>
    /// <param name="lab">Where.</param>
    /// <param name="name">Of its folder.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="certificate">What it shows.</param>
    /// <param name="settings">Lines that count more than those that are there.</param>
    public static async Task<DovecotPeer> StartAsync(
        LabFolder lab, string name, string address, IssuedCertificate certificate, string settings = "")
    {
        var folder = lab.Sub(name);
        var file = lab.Write($"{name}/dovecot.conf", $$"""
            base_dir = {{lab.Sub($"{name}/run")}}
            state_dir = {{lab.Sub($"{name}/state")}}
            log_path = {{folder}}/dovecot.log
            listen = {{address}}
            protocols = imap pop3
            mail_location = maildir:{{folder}}/mail
            ssl_cert = <{{certificate.ChainFile}}
            ssl_key = <{{certificate.KeyFile}}
            passdb {
              driver = static
              args = nopassword=y
            }
            userdb {
              driver = static
              args = uid=65534 gid=65534 home={{folder}}/mail
            }
            service auth {
              unix_listener {{LoginSocket(lab, name)}} {
                mode = 0666
              }
            }
            service imap-login {
              inet_listener imap {
                port = 143
              }
              inet_listener imaps {
                port = 993
                ssl = yes
              }
            }
            service pop3-login {
              inet_listener pop3 {
                port = 110
              }
              inet_listener pop3s {
                port = 995
                ssl = yes
              }
            }
            {{settings}}

            """);
        var process = LabProcess.Start($"{folder}/master.log", "/usr/sbin/dovecot", "-F", "-c", file);
        foreach (var port in Ports) await Poll.PortAsync(address, port);
        return new(process);
    }

    public void Dispose() => _process.Dispose();
}
