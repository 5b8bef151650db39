using Microsoft.Extensions.Logging;

namespace Lana;

/// <summary>What Lana.Latency logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "{Doubt}")]
    public static partial void Doubted(ILogger logger, string doubt);
}
