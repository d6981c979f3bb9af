using Gatepost.Protocols.Sasl;

namespace Gatepost.Inbound;

/// <summary>Who may log in. The port that Inbound needs; the users file fulfils it.</summary>
public interface IUserDirectory
{
    /// <summary>What the user's password is checked against, or null for a name that nobody has. Never waits.</summary>
    ScramVerifier? Find(string name);
}
