namespace Lana.Data;

/// <summary>The order of the colours along C of [N, C, H, W].</summary>
public enum ImageChannelOrder
{
    /// <summary>Red, green, blue: the order in PyTorch and TensorFlow.</summary>
    Rgb,

    /// <summary>Blue, green, red: the order in OpenCV and Caffe.</summary>
    Bgr,
}
