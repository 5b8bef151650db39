using Lana.Internal;

namespace Lana.Fuzzing;

/// <summary>Reads damaged inputs and checks what Lana promises of each.</summary>
/// <remarks>The reader returns or throws an exception that its documentation names; a second reading of the same bytes gives
/// the same result or the same message; one reading allocates at most ten times what was read (the input, and the pixels that
/// its header may claim) plus <see cref="Allowance"/>.</remarks>
internal static class FuzzCheck
{
    public const int Factor = 10;

    /// <summary>What a reader may allocate whatever the input is: buffers, messages, stack traces.</summary>
    public const int Allowance = 256 << 10;

    /// <summary>The input of a number, which depends on nothing else.</summary>
    public static byte[] Input(FuzzTarget target, ulong seed, long number) =>
        target.Make(new FuzzRandom(SeedMix.Of(seed, target.Name, number)));

    /// <summary>Reads the sound inputs, which also makes what a reader keeps for good.</summary>
    public static void WarmUp(FuzzTarget target)
    {
        foreach (var sound in target.Seeds)
        {
            Check(target, sound, isFirst: true);
            if (Check(target, sound).Refusal is { } refusal)
            {
                throw new FuzzException(target.Name, sound, $"a sound input is refused: {refusal}.");
            }
        }
    }

    /// <summary>Reads an input twice.</summary>
    /// <exception cref="FuzzException">A promise is broken.</exception>
    public static FuzzOutcome Check(FuzzTarget target, byte[] input, bool isFirst = false)
    {
        var first = Read(target, input, out var atFirst);
        target.Disturb();
        var second = Read(target, input, out var again);
        if (first != second)
        {
            throw new FuzzException(target.Name, input, $"two readings differ: '{first}' and '{second}'.");
        }

        // What the first reading leaves in pools, later ones use.
        var allocated = Math.Min(atFirst, again);
        var allowed = (Factor * (target.InputBytes(input) + target.DecodedBytes(input))) + Allowance;
        return allocated <= allowed || isFirst
            ? new FuzzOutcome(first.Refusal, allocated, (double)allocated / allowed)
            : throw new FuzzException(
                target.Name, input, $"reading {target.InputBytes(input)} bytes allocates {allocated}; {allowed} are allowed.");
    }

    private static (string? Refusal, string Text) Read(FuzzTarget target, byte[] input, out long allocated)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        allocated = 0;
        try
        {
            var result = target.Read(input);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            return (null, result());
        }
        catch (Exception refusal) when (target.Documents(refusal))
        {
            allocated = Math.Max(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            return (refusal.GetType().Name, refusal.Message);
        }
        catch (Exception other)
        {
            throw new FuzzException(
                target.Name, input, $"{other.GetType().Name} is not documented: {other.Message}", other);
        }
    }
}
