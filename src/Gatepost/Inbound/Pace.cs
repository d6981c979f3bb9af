using Gatepost.Configuration;

namespace Gatepost.Inbound;

/// <summary>
/// Slows down a session whose work comes to nothing: commands after which no message comes, and octets that are read only to be
/// thrown away. Each may do much of it at full speed, more than any honest client does, and then a little at a time, so that
/// nobody can keep the machine from serving others. A message that is taken wipes the slate clean.
/// </summary>
internal sealed class Pace(LimitsConfig limits, TimeProvider time)
{
    /// <summary>Octets thrown away at full speed.</summary>
    public const long FreeOctets = 1024 * 1024;

    /// <summary>Then a rest is due after so many.</summary>
    public const long OctetsBetweenRests = 256 * 1024;

    /// <summary>And after so many commands.</summary>
    public const int CommandsBetweenRests = 50;

    /// <summary>How long a rest is.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    private int _commands;
    private long _octets;

    // The recipients of a message twice over, and what else a session says.
    private int FreeCommands => (2 * limits.Recipients) + limits.JunkCommands + 200;

    /// <summary>A command came.</summary>
    public void Command() => _commands++;

    /// <summary>Octets came that nobody keeps.</summary>
    public void Wasted(long octets) => _octets += octets;

    /// <summary>A message was taken.</summary>
    public void Forgive() => (_commands, _octets) = (0, 0);

    /// <summary>Waits, where a rest is due.</summary>
    public ValueTask KeepAsync(CancellationToken cancellationToken)
    {
        var isDue = false;
        if (_commands >= FreeCommands + CommandsBetweenRests) (_commands, isDue) = (FreeCommands, true);
        if (_octets >= FreeOctets + OctetsBetweenRests) (_octets, isDue) = (FreeOctets, true);
        return isDue ? new(Task.Delay(Rest, time, cancellationToken)) : default;
    }
}
