using System.Net;

namespace Gatepost.Host.Doctor;

/// <summary>One address at which we listen, or want to.</summary>
/// <param name="Name">The listener, or <c>admin</c>.</param>
/// <param name="EndPoint">Where.</param>
/// <param name="State">How it is.</param>
/// <param name="Words">Who has it, or what the system says; empty where there is no more to say.</param>
internal sealed record PortFacts(string Name, IPEndPoint EndPoint, PortState State, string Words = "");
