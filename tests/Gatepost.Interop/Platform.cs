using System.Runtime.Versioning;

// The peers are Unix programs.
[assembly: SupportedOSPlatform("linux")]
