namespace Gatepost.Host.Doctor;

/// <summary>Every check, in the order in which findings of one severity are told: mail that is lost before mail that
/// waits.</summary>
internal static class DoctorCatalogue
{
    public static IReadOnlyList<IDoctorCheck> All { get; } =
    [
        new ConfigCheck(), new ServerCheck(), new FolderCheck(), new DiskCheck(), new StoreCheck(), new PortCheck(),
        new ClockCheck(), new ResolverCheck(), new KeyCheck(), new QueueCheck(), new LimitCheck(), new PartnerCheck(),
    ];
}
