using Microsoft.Extensions.Logging;

namespace Lana;

/// <summary>What Lana.Distillation logs.</summary>
internal static partial class DistillationLog
{
    [LoggerMessage(1, LogLevel.Warning, "Operation {Operation} of layer {Layer} is left out: {Reason}")]
    public static partial void OperationFailed(ILogger logger, string operation, string layer, string reason);

    [LoggerMessage(3, LogLevel.Information, "Operation {Operation} of layer {Layer} is not trained on: {Reason}")]
    public static partial void OperationDropped(ILogger logger, string operation, string layer, string reason);

    [LoggerMessage(2, LogLevel.Information, "Fine-tuning goes on at step {Step} of {Steps}")]
    public static partial void Resumed(ILogger logger, long step, long steps);
}
