namespace Lana.Reproduction.Peers;

/// <summary>The quality of a finished network.</summary>
/// <param name="Accuracy">On the test images, 0 to 1.</param>
/// <param name="HeldOutAccuracy">On the held-out images, 0 to 1.</param>
/// <param name="HeldOutLoss">On the held-out images.</param>
internal sealed record PeerScore(double Accuracy, double HeldOutAccuracy, double HeldOutLoss);
