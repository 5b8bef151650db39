using Lana.Selections;

namespace Lana.Reproduction.Peers;

/// <summary>A random network after one epoch of fine-tuning.</summary>
/// <param name="Selection">The operation of each layer.</param>
/// <param name="HeldOutLoss">Its loss on the held-out images; infinite if the training diverged.</param>
/// <param name="Seconds">The duration of fine-tuning and evaluation.</param>
internal sealed record RandomTrial(Selection Selection, double HeldOutLoss, double Seconds);
