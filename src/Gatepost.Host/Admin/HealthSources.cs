using Gatepost.Certificates;
using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Spool;

namespace Gatepost.Host.Admin;

/// <summary>Where health is read.</summary>
/// <param name="Config">The snapshot in force.</param>
/// <param name="ConfigErrors">What is wrong with the file on disk, where it is not the snapshot in force.</param>
/// <param name="Certificates">Our certificates.</param>
/// <param name="Spool">The spool.</param>
/// <param name="Resolver">Who answers for the DNS.</param>
internal sealed record HealthSources(
    IConfigSource Config, Func<IReadOnlyList<string>> ConfigErrors, ICertificateStore Certificates, ISpool Spool,
    IResolver Resolver);
