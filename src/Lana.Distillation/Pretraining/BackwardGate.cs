using static TorchSharp.torch;

namespace Lana.Pretraining;

/// <summary>Lets one thread at a time through a backward pass that may be the first of its kind.</summary>
/// <remarks>Where two threads make the same backward convolution at once, oneDNN 3.7.1 (libtorch 2.10) hands one of them
/// an unfinished one, and the process dies. What is made is kept for the steps that follow.</remarks>
internal static class BackwardGate
{
    private static readonly Lock Gate = new();

    /// <summary>Runs a backward pass.</summary>
    /// <param name="loss">What gradients are of.</param>
    /// <param name="isFirst">Whether its convolutions may not have been made yet.</param>
    public static void Run(Tensor loss, bool isFirst)
    {
        if (!isFirst)
        {
            loss.backward();
            return;
        }

        lock (Gate)
        {
            loss.backward();
        }
    }
}
