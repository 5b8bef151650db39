namespace Lana;

/// <summary>The log messages of Lana.Latency.</summary>
internal static partial class LatencyLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Warning}")]
    public static partial void CalibrationWarning(ILogger logger, string warning);
}
