namespace Gatepost.Checks.ClientAccess;

/// <summary>What was seen of the servers behind us from which people read and send mail.</summary>
/// <param name="Servers">Each of them.</param>
/// <param name="Announced">What the DNS of our domains announces to mail programs.</param>
/// <param name="Aliases">Hosts that are announced and are an alias (CNAME), each with what it leads to.</param>
/// <param name="Pages">The pages from which mail programs set themselves up.</param>
internal sealed record AccessSurvey(
    IReadOnlyList<ServerSurvey> Servers, IReadOnlyList<AnnouncedPort> Announced, IReadOnlyDictionary<string, string> Aliases,
    IReadOnlyList<SetupPage> Pages);
