namespace Lana.Fuzzing;

/// <summary>JPEG files of at most 24 × 17 pixels.</summary>
internal sealed class JpegTarget() : ImageTarget("jpeg", "image.jpg")
{
    /// <summary>Made by libjpeg-turbo's cjpeg and by Pillow from one pattern: baseline 4:2:0, progressive, grey with restart
    /// markers, CMYK, and grey that is to be turned.</summary>
    public override IReadOnlyList<byte[]> Seeds { get; } = [.. JpegSeeds.All.Select(Convert.FromBase64String)];

    protected override byte[] Mutate(byte[] input, FuzzRandom random) =>
        random.OneIn(3) ? ByteMutator.Mutate(input, random) : JpegMutator.Mutate(input, random);
}
