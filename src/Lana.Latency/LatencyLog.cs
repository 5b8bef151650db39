using Microsoft.Extensions.Logging;

namespace Lana;

/// <summary>What Lana.Latency logs.</summary>
internal static partial class LatencyLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Warning}")]
    public static partial void CalibrationWarning(ILogger logger, string warning);
}
