using System.Net;
using Gatepost.Checks.ClientAccess;
using Gatepost.Checks.Own;
using Gatepost.Checks.TlsProbing;
using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Tests.Delivery;

namespace Gatepost.Tests.Checks;

/// <summary>Versions of TLS that the platform of a scripted peer cannot be made to speak.</summary>
public sealed class AccessVersionCheckTests
{
    public static readonly string[] Finds = ["I5", "I5-new"];

    [Theory]
    [InlineData("TLS 1.2,TLS 1.3", "")]
    [InlineData("", "")] // nothing is known
    [InlineData("TLS 1.0,TLS 1.1,TLS 1.2", "I5 TLS 1.0, TLS 1.1")]
    [InlineData("SSL 3.0,TLS 1.0", "I5 SSL 3.0, TLS 1.0|I5-new ")]
    public void Versions_before_1_2_are_too_old_for_mail_programs(string spoken, string findings)
    {
        var port = new PortSurvey
        {
            Port = AccessPort.Usual.First(port => port.Number == 993),
            Address = new(IPAddress.Loopback, 993),
            State = PortState.Open,
            Versions =
            [
                .. spoken.Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Select(word => new VersionFacts { Version = word, Spoken = Observed.Yes, Class = SecurityClass.Good }),
                new() { Version = "SSL 2.0", Spoken = Observed.No, Class = SecurityClass.Insufficient },
            ],
        };
        var server = new ServerSurvey("mail.test", ["--client-host"], new(DnsOutcome.Found, DnsSecurity.Insecure, [], "mail.test"), [port]);
        var survey = new OwnSurvey
        {
            Config = new GatepostConfig { Hostname = "gate.test", DataDirectory = "/nowhere" },
            At = Outgoing.Noon,
            Domains = [],
            Listeners = [],
            InternalHops = [],
            ClientAccess = new([server], [], new Dictionary<string, string>(), []),
        };

        var found = new AccessVersionCheck().Judge(survey);

        Assert.Equal(findings, string.Join('|', found.Select(finding => $"{finding.Kind.Id} {finding.Detail}")));
        Assert.All(found, finding => Assert.Equal("mail.test IMAP at port 993 (TLS at once) [127.0.0.1]", finding.Where));
    }
}
