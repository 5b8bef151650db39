namespace Lana.Data;

/// <summary>An image and the hash of its file.</summary>
internal sealed record DecodedImage(FeatureShape Shape, byte[] Pixels, string Hash);
