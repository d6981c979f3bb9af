namespace Gatepost.Host.CommandLine;

/// <summary>Who gives an order, as far as the system knows.</summary>
internal static class OperatorName
{
    /// <summary>The login; who became another by sudo is both.</summary>
    public static string Find()
    {
        var user = System.Environment.UserName;
        var behind = System.Environment.GetEnvironmentVariable("SUDO_USER");
        return string.IsNullOrEmpty(behind) || behind == user ? user : $"{behind} as {user}";
    }
}
