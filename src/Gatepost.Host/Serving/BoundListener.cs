using System.Net;
using Gatepost.Configuration;

namespace Gatepost.Host.Serving;

/// <summary>Where a listener of a running gateway really listens.</summary>
/// <param name="Config">Its row.</param>
/// <param name="EndPoint">Address and port; the port that the system chose where the row says 0.</param>
internal sealed record BoundListener(ListenerConfig Config, IPEndPoint EndPoint);
