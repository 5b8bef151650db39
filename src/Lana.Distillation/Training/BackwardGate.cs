namespace Lana.Training;

/// <summary>Serialises backward passes that may be the first of their kind.</summary>
/// <remarks>If two threads create the same backward convolution at once, oneDNN 3.7.1 (libtorch 2.10) returns an
/// unfinished one to one of them, and the process crashes. Later steps reuse the one that was created first.</remarks>
internal static class BackwardGate
{
    private static readonly Lock Gate = new();

    public static void Run(Tensor loss, bool isFirst)
    {
        using var gate = isFirst ? Gate.EnterScope() : default;
        loss.backward();
    }
}
