using System.Net;
using Gatepost.Checks.ClientAccess;
using Gatepost.Checks.MailAuth;
using Gatepost.Checks.Own;

namespace Gatepost.Checks;

/// <summary>Every check of a domain, in the order in which findings of one severity are told.</summary>
internal static class CheckCatalogue
{
    public static IReadOnlyList<ICheck> Domain { get; } =
    [
        new MxLookUpCheck(), new MxHostCheck(), new Ipv6Check(), new NamesOfAddressCheck(), new ConnectCheck(),
        new DnssecCheck(), new CaaCheck(),
        new StartTlsOfferCheck(), new HandshakeCheck(), new AfterTlsCheck(), new CommandInjectionCheck(), new SameAnswersCheck(),
        new TlsSettingsCheck(), new SessionTicketCheck(),
        new CertificateDatesCheck(), new CertificateTrustCheck(), new CertificateStrengthCheck(), new ServerNameCheck(),
        new TlsaPresenceCheck(), new TlsaRecordCheck(),
        new StsRecordCheck(), new StsFetchCheck(), new StsPolicyCheck(), new TlsRptCheck(), new ReportDestinationCheck(),
        new SpfCheck(), new SpfSenderCheck(), new DkimCheck(), new DmarcCheck(), new DmarcReportCheck(),
    ];

    /// <summary>Every check of our own place from the inside, likewise.</summary>
    public static IReadOnlyList<IOwnCheck> Own { get; } =
    [
        new AccessServerCheck(), new AccessTlsCheck(), new AccessLoginCheck(), new AccessInjectionCheck(),
        new AccessVersionCheck(), new AccessCertificateCheck(), new AnnouncementCheck(), new SetupPageCheck(),
        new ListenerCheck(), new HopCheck(IPAddress.IsLoopback),
        new AroundCheck(IPAddress.IsLoopback, static address => !MxHostCheck.IsPrivate(address)),
    ];
}
