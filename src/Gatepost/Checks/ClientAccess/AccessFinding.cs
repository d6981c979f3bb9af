using Gatepost.Checks.Own;

namespace Gatepost.Checks.ClientAccess;

/// <summary>What the checks of this kind share: where a port is, for people.</summary>
internal static class AccessFinding
{
    /// <summary>Each port that answers, with its server.</summary>
    public static IEnumerable<(ServerSurvey Server, PortSurvey Port)> OpenPorts(OwnSurvey survey) =>
        from server in survey.ClientAccess.Servers
        from port in server.Ports
        where port.State is PortState.Open
        select (server, port);

    /// <summary>A finding about a port.</summary>
    public static Finding At(FindingKind kind, (ServerSurvey Server, PortSurvey Port) place, string detail = "") =>
        new(kind, place.Server.At(place.Port), detail);
}
